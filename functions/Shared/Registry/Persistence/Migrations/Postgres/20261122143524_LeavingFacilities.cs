using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pipeline.Registry.Persistence.Migrations.Postgres
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
                    FacilityId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Stored = table.Column<DateOnly>(type: "date", nullable: false),
                    Erased = table.Column<DateOnly>(type: "date", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasedVolumes", x => new { x.FacilityId, x.Stored, x.Erased });
                });

            migrationBuilder.CreateTable(
                name: "FacilityErasures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FacilityId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RequestedBy = table.Column<string>(type: "text", nullable: false),
                    Requested = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Erased = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Completed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Cases = table.Column<int>(type: "integer", nullable: false),
                    Objects = table.Column<int>(type: "integer", nullable: false),
                    Uploads = table.Column<int>(type: "integer", nullable: false)
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
                    ErasureId = table.Column<Guid>(type: "uuid", nullable: false),
                    App = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Checked = table.Column<int>(type: "integer", nullable: false),
                    Found = table.Column<int>(type: "integer", nullable: false),
                    Leftovers = table.Column<string>(type: "text", nullable: false)
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
