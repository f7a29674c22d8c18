using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EndUserAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AddressKey",
                table: "Verifications",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanId_CountedAt",
                table: "Messages",
                columns: new[] { "PlanId", "CountedAt" },
                filter: "\"State\" = 0 AND \"Attempts\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanId_State",
                table: "Messages",
                columns: new[] { "PlanId", "State" },
                filter: "\"IsTest\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_PlanId_CountedAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_PlanId_State",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "AddressKey",
                table: "Verifications");
        }
    }
}
