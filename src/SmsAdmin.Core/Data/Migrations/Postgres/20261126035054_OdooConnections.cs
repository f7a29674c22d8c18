using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Postgres
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Url = table.Column<string>(type: "text", nullable: false),
                    Database = table.Column<string>(type: "text", nullable: true),
                    Login = table.Column<string>(type: "text", nullable: false),
                    CredentialCipher = table.Column<string>(type: "text", nullable: false),
                    CredentialLastFour = table.Column<string>(type: "text", nullable: false),
                    CredentialSetAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CredentialSetBy = table.Column<string>(type: "text", nullable: false),
                    AllowsPrivateHost = table.Column<bool>(type: "boolean", nullable: false),
                    PlanId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Trouble = table.Column<string>(type: "text", nullable: true),
                    TroubleSays = table.Column<string>(type: "text", nullable: true),
                    TroubleNext = table.Column<string>(type: "text", nullable: true),
                    TroubleSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<string>(type: "text", nullable: true),
                    IsEnterprise = table.Column<bool>(type: "boolean", nullable: false),
                    Dialect = table.Column<string>(type: "text", nullable: true),
                    SignedInAs = table.Column<string>(type: "text", nullable: true),
                    MayWrite = table.Column<bool>(type: "boolean", nullable: true),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooConnections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OdooPushes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ByName = table.Column<string>(type: "text", nullable: false),
                    Rows = table.Column<string>(type: "text", nullable: false),
                    Trouble = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooPushes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OdooReadings",
                columns: table => new
                {
                    ConnectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Shown = table.Column<string>(type: "text", nullable: true),
                    IsSame = table.Column<bool>(type: "boolean", nullable: false),
                    DiffersSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ChangedBy = table.Column<string>(type: "text", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OdooReadings", x => new { x.ConnectionId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "RotationTargets",
                columns: table => new
                {
                    RotationId = table.Column<Guid>(type: "uuid", nullable: false),
                    ConnectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    ConnectionName = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Says = table.Column<string>(type: "text", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotationTargets", x => new { x.RotationId, x.ConnectionId });
                });

            migrationBuilder.CreateTable(
                name: "TokenRotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PlanId = table.Column<Guid>(type: "uuid", nullable: false),
                    PlanName = table.Column<string>(type: "text", nullable: false),
                    Step = table.Column<string>(type: "text", nullable: false),
                    TokenCipher = table.Column<string>(type: "text", nullable: false),
                    TokenLastFour = table.Column<string>(type: "text", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedById = table.Column<Guid>(type: "uuid", nullable: true),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    FromAddress = table.Column<string>(type: "text", nullable: true),
                    Says = table.Column<string>(type: "text", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
