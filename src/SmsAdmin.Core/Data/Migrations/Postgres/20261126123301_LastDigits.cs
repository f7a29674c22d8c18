using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LastDigits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_CreatedAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_LastFour_CreatedAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_To_CreatedAt_Id",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Inbounds_From_ReceivedAt_Id",
                table: "Inbounds");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_CreatedAt",
                table: "Messages",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_LastFour_CreatedAt",
                table: "Messages",
                columns: new[] { "LastFour", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_CreatedAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_LastFour_CreatedAt",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_CreatedAt_Id",
                table: "Messages",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_LastFour_CreatedAt_Id",
                table: "Messages",
                columns: new[] { "LastFour", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_To_CreatedAt_Id",
                table: "Messages",
                columns: new[] { "To", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbounds_From_ReceivedAt_Id",
                table: "Inbounds",
                columns: new[] { "From", "ReceivedAt", "Id" });
        }
    }
}
