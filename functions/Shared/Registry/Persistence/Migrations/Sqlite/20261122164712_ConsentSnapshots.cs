using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ConsentSnapshots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsSnapshot",
                table: "ConsentUploads",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Made",
                table: "ConsentUploads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PatientsMissing",
                table: "ConsentUploads",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PatientsUnlisted",
                table: "ConsentUploads",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsSnapshot",
                table: "ConsentUploads");

            migrationBuilder.DropColumn(
                name: "Made",
                table: "ConsentUploads");

            migrationBuilder.DropColumn(
                name: "PatientsMissing",
                table: "ConsentUploads");

            migrationBuilder.DropColumn(
                name: "PatientsUnlisted",
                table: "ConsentUploads");
        }
    }
}
