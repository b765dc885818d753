using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Photographs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Photograph",
                table: "Instances",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Photograph",
                table: "Instances");
        }
    }
}
