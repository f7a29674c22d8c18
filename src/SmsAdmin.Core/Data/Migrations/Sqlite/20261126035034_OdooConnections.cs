using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OdooConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "OdooConnections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: false),
                    Database = table.Column<string>(type: "TEXT", nullable: true),
                    Login = table.Column<string>(type: "TEXT", nullable: false),
                    CredentialCipher = table.Column<string>(type: "TEXT", nullable: false),
                    CredentialLastFour = table.Column<string>(type: "TEXT", nullable: false),
                    CredentialSetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CredentialSetBy = table.Column<string>(type: "TEXT", nullable: false),
                    AllowsPrivateHost = table.Column<bool>(type: "INTEGER", nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TestedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Trouble = table.Column<string>(type: "TEXT", nullable: true),
                    TroubleSays = table.Column<string>(type: "TEXT", nullable: true),
                    TroubleNext = table.Column<string>(type: "TEXT", nullable: true),
                    TroubleSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<string>(type: "TEXT", nullable: true),
                    IsEnterprise = table.Column<bool>(type: "INTEGER", nullable: false),
                    Dialect = table.Column<string>(type: "TEXT", nullable: true),
                    SignedInAs = table.Column<string>(type: "TEXT", nullable: true),
                    MayWrite = table.Column<bool>(type: "INTEGER", nullable: true),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooConnections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OdooPushes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    Rows = table.Column<string>(type: "TEXT", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooPushes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OdooReadings",
                columns: table => new
                {
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Shown = table.Column<string>(type: "TEXT", nullable: true),
                    IsSame = table.Column<bool>(type: "INTEGER", nullable: false),
                    DiffersSince = table.Column<long>(type: "INTEGER", nullable: true),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooReadings", x => new { x.ConnectionId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "RotationTargets",
                columns: table => new
                {
                    RotationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConnectionName = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Says = table.Column<string>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotationTargets", x => new { x.RotationId, x.ConnectionId });
                });

            migrationBuilder.CreateTable(
                name: "TokenRotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PlanName = table.Column<string>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", nullable: false),
                    TokenCipher = table.Column<string>(type: "TEXT", nullable: false),
                    TokenLastFour = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", nullable: true),
                    Says = table.Column<string>(type: "TEXT", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TokenRotations", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OdooConnections_Name",
                table: "OdooConnections",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OdooPushes_ConnectionId_At",
                table: "OdooPushes",
                columns: new[] { "ConnectionId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TokenRotations_PlanId",
                table: "TokenRotations",
                column: "PlanId",
                unique: true,
                filter: "\"FinishedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TokenRotations_PlanId_StartedAt",
                table: "TokenRotations",
                columns: new[] { "PlanId", "StartedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OdooConnections");

            migrationBuilder.DropTable(
                name: "OdooPushes");

            migrationBuilder.DropTable(
                name: "OdooReadings");

            migrationBuilder.DropTable(
                name: "RotationTargets");

            migrationBuilder.DropTable(
                name: "TokenRotations");
        }
    }
}
