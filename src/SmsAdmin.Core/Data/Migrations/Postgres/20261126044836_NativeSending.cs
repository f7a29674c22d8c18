using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Postgres
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
                    ConnectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    FormerCipher = table.Column<string>(type: "text", nullable: true),
                    SwitchedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SwitchedBy = table.Column<string>(type: "text", nullable: true),
                    CheckedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    IsSetThere = table.Column<bool>(type: "boolean", nullable: false),
                    WebBaseUrl = table.Column<string>(type: "text", nullable: true),
                    CalledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CalledTexts = table.Column<int>(type: "integer", nullable: false),
                    CallAnswered = table.Column<string>(type: "text", nullable: true),
                    WebhookRefusedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WebhookRefusedWhy = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooRoutes", x => x.ConnectionId);
                });

            migrationBuilder.CreateTable(
                name: "TakenOnce",
                columns: table => new
                {
                    CallerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
