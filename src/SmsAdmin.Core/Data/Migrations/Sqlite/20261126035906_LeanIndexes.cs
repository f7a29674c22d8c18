using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LeanIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Submissions_PressId",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Messages_BatchId",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_PressId",
                table: "Submissions",
                column: "PressId",
                unique: true,
                filter: "\"PressId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_BatchId",
                table: "Messages",
                column: "BatchId",
                filter: "\"BatchId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Submissions_PressId",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Messages_BatchId",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_PressId",
                table: "Submissions",
                column: "PressId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Messages_BatchId",
                table: "Messages",
                column: "BatchId");
        }
    }
}
