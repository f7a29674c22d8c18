using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StatusCallbacks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "CallbackKind",
                table: "Submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CallbackUrl",
                table: "Submissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "OutboundCallbacks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MessageId",
                table: "OutboundCallbacks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Rank",
                table: "OutboundCallbacks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "CallbackAllowsPrivateHost",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "CallbackKind",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CallbackReference",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CallbackUrl",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboundCallbacks_MessageId_Rank",
                table: "OutboundCallbacks",
                columns: new[] { "MessageId", "Rank" },
                filter: "\"MessageId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OutboundCallbacks_MessageId_Rank",
                table: "OutboundCallbacks");

            migrationBuilder.DropColumn(
                name: "CallbackKind",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "CallbackUrl",
                table: "Submissions");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "OutboundCallbacks");

            migrationBuilder.DropColumn(
                name: "MessageId",
                table: "OutboundCallbacks");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "OutboundCallbacks");

            migrationBuilder.DropColumn(
                name: "CallbackAllowsPrivateHost",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "CallbackKind",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "CallbackReference",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "CallbackUrl",
                table: "Messages");
        }
    }
}
