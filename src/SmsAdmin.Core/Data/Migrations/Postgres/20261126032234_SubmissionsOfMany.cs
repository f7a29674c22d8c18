using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SubmissionsOfMany : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SendAt",
                table: "Submissions",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SendAt",
                table: "Submissions");
        }
    }
}
