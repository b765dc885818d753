using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Postgres
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
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Made",
                table: "ConsentUploads",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PatientsMissing",
                table: "ConsentUploads",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PatientsUnlisted",
                table: "ConsentUploads",
                type: "integer",
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
