using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApiKeysGrownUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReferenceHash",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsTest",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Networks",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OldEndsAt",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "OldHash",
                table: "ApiKeys",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OldLastUsedAt",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OldPrefix",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PerSecond",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RepeatSeconds",
                table: "ApiKeys",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "KeptAnswers",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: true),
                    Location = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptAnswers", x => new { x.OwnerId, x.Key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_ReferenceHash",
                table: "Submissions",
                column: "ReferenceHash",
                filter: "\"ReferenceHash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_OldPrefix",
                table: "ApiKeys",
                column: "OldPrefix");

            migrationBuilder.CreateIndex(
                name: "IX_KeptAnswers_EndsAt",
                table: "KeptAnswers",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KeptAnswers");

            migrationBuilder.DropIndex(
                name: "IX_Submissions_ReferenceHash",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_ApiKeys_OldPrefix",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "ReferenceHash",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "IsTest",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "Networks",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "OldEndsAt",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "OldHash",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "OldLastUsedAt",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "OldPrefix",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "PerSecond",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "RepeatSeconds",
                table: "ApiKeys");
        }
    }
}
