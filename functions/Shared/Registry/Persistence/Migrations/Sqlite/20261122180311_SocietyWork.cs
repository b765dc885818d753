using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SocietyWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AwaitsOrder",
                table: "ReleaseDecisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "OnOrderSince",
                table: "Processors",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Method",
                table: "LedgerEvents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wording",
                table: "LedgerEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Photograph",
                table: "Instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FilingMade",
                table: "Facilities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FilingUntil",
                table: "Facilities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PostedUntil",
                table: "Facilities",
                type: "TEXT",
                nullable: true);

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

            migrationBuilder.CreateTable(
                name: "DeliveryOrders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProcessorId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PlacedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ProjectId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Placed = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Ended = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeliveryOrders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeliveryOrders_Processors_ProcessorId",
                        column: x => x.ProcessorId,
                        principalTable: "Processors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DeliveryOrders_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeskReceipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", nullable: false),
                    FacilityId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PatientId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FacilityPatientId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Taken = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenBy = table.Column<string>(type: "TEXT", nullable: false),
                    TakenByName = table.Column<string>(type: "TEXT", nullable: false),
                    LedgerEventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeptUntil = table.Column<DateOnly>(type: "TEXT", nullable: false)
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
                    PatientId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PostalCode = table.Column<string>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    Addressee = table.Column<string>(type: "TEXT", nullable: true)
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

            migrationBuilder.CreateTable(
                name: "OrderedCases",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderedCases", x => new { x.OrderId, x.CaseId });
                    table.ForeignKey(
                        name: "FK_OrderedCases_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_OrderedCases_DeliveryOrders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "DeliveryOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryOrders_ProcessorId_State",
                table: "DeliveryOrders",
                columns: new[] { "ProcessorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_DeliveryOrders_ProjectId",
                table: "DeliveryOrders",
                column: "ProjectId");

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

            migrationBuilder.CreateIndex(
                name: "IX_OrderedCases_CaseId",
                table: "OrderedCases",
                column: "CaseId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskReceipts");

            migrationBuilder.DropTable(
                name: "OrderedCases");

            migrationBuilder.DropTable(
                name: "PostalAddresses");

            migrationBuilder.DropTable(
                name: "DeliveryOrders");

            migrationBuilder.DropColumn(
                name: "AwaitsOrder",
                table: "ReleaseDecisions");

            migrationBuilder.DropColumn(
                name: "OnOrderSince",
                table: "Processors");

            migrationBuilder.DropColumn(
                name: "Method",
                table: "LedgerEvents");

            migrationBuilder.DropColumn(
                name: "Wording",
                table: "LedgerEvents");

            migrationBuilder.DropColumn(
                name: "Photograph",
                table: "Instances");

            migrationBuilder.DropColumn(
                name: "FilingMade",
                table: "Facilities");

            migrationBuilder.DropColumn(
                name: "FilingUntil",
                table: "Facilities");

            migrationBuilder.DropColumn(
                name: "PostedUntil",
                table: "Facilities");

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
