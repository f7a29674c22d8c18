using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmsAdmin.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SubmissionsOfMany : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SendAt",
                table: "Submissions",
                type: "INTEGER",
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
