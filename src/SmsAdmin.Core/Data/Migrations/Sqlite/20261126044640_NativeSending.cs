using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NativeSending : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OdooRoutes",
                columns: table => new
                {
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Turn = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    FormerCipher = table.Column<string>(type: "TEXT", nullable: true),
                    SwitchedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SwitchedBy = table.Column<string>(type: "TEXT", nullable: true),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    IsSetThere = table.Column<bool>(type: "INTEGER", nullable: false),
                    WebBaseUrl = table.Column<string>(type: "TEXT", nullable: true),
                    CalledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CalledTexts = table.Column<int>(type: "INTEGER", nullable: false),
                    CallAnswered = table.Column<string>(type: "TEXT", nullable: true),
                    WebhookRefusedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WebhookRefusedWhy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooRoutes", x => x.ConnectionId);
                });

            migrationBuilder.CreateTable(
                name: "TakenOnce",
                columns: table => new
                {
                    CallerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TakenOnce", x => new { x.CallerId, x.Key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_TakenOnce_MessageId",
                table: "TakenOnce",
                column: "MessageId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OdooRoutes");

            migrationBuilder.DropTable(
                name: "TakenOnce");
        }
    }
}
