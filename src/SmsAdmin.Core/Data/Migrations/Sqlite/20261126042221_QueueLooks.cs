using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QueueLooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanId_Deadline",
                table: "Messages",
                columns: new[] { "PlanId", "Deadline" },
                filter: "\"State\" = 0 AND \"Deadline\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanId_Lane_CreatedAt_Id",
                table: "Messages",
                columns: new[] { "PlanId", "Lane", "CreatedAt", "Id" },
                filter: "\"State\" = 0 AND \"CountedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_PlanId_Deadline",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_PlanId_Lane_CreatedAt_Id",
                table: "Messages");
        }
    }
}
