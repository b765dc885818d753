using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LeavingFacilities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ErasedVolumes",
                columns: table => new
                {
                    FacilityId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Stored = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Erased = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasedVolumes", x => new { x.FacilityId, x.Stored, x.Erased });
                });

            migrationBuilder.CreateTable(
                name: "FacilityErasures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FacilityId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Requested = table.Column<long>(type: "INTEGER", nullable: false),
                    Erased = table.Column<long>(type: "INTEGER", nullable: true),
                    Completed = table.Column<long>(type: "INTEGER", nullable: true),
                    Cases = table.Column<int>(type: "INTEGER", nullable: false),
                    Objects = table.Column<int>(type: "INTEGER", nullable: false),
                    Uploads = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FacilityErasures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FacilityErasures_Facilities_FacilityId",
                        column: x => x.FacilityId,
                        principalTable: "Facilities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ErasureConfirmations",
                columns: table => new
                {
                    ErasureId = table.Column<Guid>(type: "TEXT", nullable: false),
                    App = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Checked = table.Column<int>(type: "INTEGER", nullable: false),
                    Found = table.Column<int>(type: "INTEGER", nullable: false),
                    Leftovers = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureConfirmations", x => new { x.ErasureId, x.App });
                    table.ForeignKey(
                        name: "FK_ErasureConfirmations_FacilityErasures_ErasureId",
                        column: x => x.ErasureId,
                        principalTable: "FacilityErasures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FacilityErasures_FacilityId",
                table: "FacilityErasures",
                column: "FacilityId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErasedVolumes");

            migrationBuilder.DropTable(
                name: "ErasureConfirmations");

            migrationBuilder.DropTable(
                name: "FacilityErasures");
        }
    }
}
