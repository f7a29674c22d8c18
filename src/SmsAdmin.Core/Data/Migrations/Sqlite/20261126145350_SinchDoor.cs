using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SinchDoor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CanceledAt",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "FeedbackEnabled",
                table: "Submissions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "From",
                table: "Submissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "Submissions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "MaxParts",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ModifiedAt",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "OrderCipher",
                table: "Submissions",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reports",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FeedbackDueAt",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsWithdrawn",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "OperatorId",
                table: "Inbounds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Udh",
                table: "Inbounds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_CreatedAt",
                table: "Submissions",
                column: "CreatedAt",
                filter: "\"OrderCipher\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_PlanId_CreatedAt_Id",
                table: "Submissions",
                columns: new[] { "PlanId", "CreatedAt", "Id" },
                filter: "\"Reports\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_FeedbackDueAt",
                table: "Messages",
                column: "FeedbackDueAt",
                filter: "\"FeedbackDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanId_FinalAt_Id",
                table: "Messages",
                columns: new[] { "PlanId", "FinalAt", "Id" },
                filter: "\"Origin\" = 2 AND \"FinalAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Submissions_CreatedAt",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Submissions_PlanId_CreatedAt_Id",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Messages_FeedbackDueAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_PlanId_FinalAt_Id",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "CanceledAt",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "FeedbackEnabled",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "From",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "MaxParts",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "ModifiedAt",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "OrderCipher",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "Reports",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "FeedbackDueAt",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "IsWithdrawn",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "OperatorId",
                table: "Inbounds");

            migrationBuilder.DropColumn(
                name: "Udh",
                table: "Inbounds");
        }
    }
}
