using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SocietyDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Method",
                table: "LedgerEvents",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wording",
                table: "LedgerEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FilingMade",
                table: "Facilities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FilingUntil",
                table: "Facilities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PostedUntil",
                table: "Facilities",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeskReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<string>(type: "text", nullable: false),
                    FacilityId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    PatientId = table.Column<Guid>(type: "uuid", nullable: false),
                    FacilityPatientId = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<int>(type: "integer", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    ProjectId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Taken = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TakenBy = table.Column<string>(type: "text", nullable: false),
                    TakenByName = table.Column<string>(type: "text", nullable: false),
                    LedgerEventId = table.Column<Guid>(type: "uuid", nullable: false),
                    KeptUntil = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskReceipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeskReceipts_Facilities_FacilityId",
                        column: x => x.FacilityId,
                        principalTable: "Facilities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PostalAddresses",
                columns: table => new
                {
                    PatientId = table.Column<Guid>(type: "uuid", nullable: false),
                    PostalCode = table.Column<string>(type: "text", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: false),
                    Addressee = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostalAddresses", x => x.PatientId);
                    table.ForeignKey(
                        name: "FK_PostalAddresses_Patients_PatientId",
                        column: x => x.PatientId,
                        principalTable: "Patients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeskReceipts_FacilityId",
                table: "DeskReceipts",
                column: "FacilityId");

            migrationBuilder.CreateIndex(
                name: "IX_DeskReceipts_KeptUntil",
                table: "DeskReceipts",
                column: "KeptUntil");

            migrationBuilder.CreateIndex(
                name: "IX_DeskReceipts_Number",
                table: "DeskReceipts",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskReceipts");

            migrationBuilder.DropTable(
                name: "PostalAddresses");

            migrationBuilder.DropColumn(
                name: "Method",
                table: "LedgerEvents");

            migrationBuilder.DropColumn(
                name: "Wording",
                table: "LedgerEvents");

            migrationBuilder.DropColumn(
                name: "FilingMade",
                table: "Facilities");

            migrationBuilder.DropColumn(
                name: "FilingUntil",
                table: "Facilities");

            migrationBuilder.DropColumn(
                name: "PostedUntil",
                table: "Facilities");
        }
    }
}
