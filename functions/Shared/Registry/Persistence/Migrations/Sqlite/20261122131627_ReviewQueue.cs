using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Pipeline.Registry.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReviewQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ResearchCopies_CaseId_ProjectId_ContentVersion",
                table: "ResearchCopies");

            migrationBuilder.AddColumn<int>(
                name: "ReviewVersion",
                table: "ResearchCopies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReviewVersion",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "DeviceRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Match = table.Column<string>(type: "TEXT", nullable: false),
                    Treatment = table.Column<int>(type: "INTEGER", nullable: false),
                    TrustsRegions = table.Column<bool>(type: "INTEGER", nullable: false),
                    Hidden = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Approved = table.Column<long>(type: "INTEGER", nullable: false),
                    SampleStudy = table.Column<string>(type: "TEXT", nullable: true),
                    SampleFrame = table.Column<int>(type: "INTEGER", nullable: true),
                    SampleSha256 = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReviewItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FacilityId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    InstanceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Signature = table.Column<string>(type: "TEXT", nullable: false),
                    SignatureHash = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    FrameBlob = table.Column<string>(type: "TEXT", nullable: false),
                    Frame = table.Column<int>(type: "INTEGER", nullable: false),
                    FrameSha256 = table.Column<string>(type: "TEXT", nullable: false),
                    Proposed = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Closed = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReviewItems_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReviewItems_Instances_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "Instances",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReviewDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    TrustsRegions = table.Column<bool>(type: "INTEGER", nullable: false),
                    Hidden = table.Column<string>(type: "TEXT", nullable: false),
                    DeviceRuleId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReviewDecisions_DeviceRules_DeviceRuleId",
                        column: x => x.DeviceRuleId,
                        principalTable: "DeviceRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReviewDecisions_ReviewItems_ItemId",
                        column: x => x.ItemId,
                        principalTable: "ReviewItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "DeviceRules",
                columns: new[] { "Id", "Approved", "ApprovedBy", "Hidden", "Match", "Rule", "SampleFrame", "SampleSha256", "SampleStudy", "Treatment", "TrustsRegions", "Version", "Why" },
                values: new object[,]
                {
                    { new Guid("0d4b28ac-b1a1-573a-d468-33c20754e151"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":65535,\"height\":74}]", "{\"manufacturer\":\"hitachi.*\",\"model\":\".*avius.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":768,\"columns\":null,\"photometricInterpretation\":null,\"regions\":null}", "hitachi-avius", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("236b74da-b627-8db5-060d-eca84584b1a6"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":960,\"height\":60}]", "{\"manufacturer\":\"(toshiba|canon).*\",\"model\":\".*(a300|a400|a500|tus-x200|ssh-880cv).*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":720,\"columns\":960,\"photometricInterpretation\":null,\"regions\":null}", "toshiba-aplio-a", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("2e57dc11-17ce-ea21-c235-8ce812f8ae62"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":1024,\"height\":56}]", "{\"manufacturer\":\".*aloka.*\",\"model\":\".*f75.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":768,\"columns\":1024,\"photometricInterpretation\":null,\"regions\":null}", "aloka-f75", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("4a79958e-5a03-88dd-8a7a-ea195355ce1d"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":800,\"height\":56}]", "{\"manufacturer\":\"(toshiba|canon).*\",\"model\":\".*viamo.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":600,\"columns\":800,\"photometricInterpretation\":null,\"regions\":null}", "toshiba-viamo", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("60f6bb04-98d3-df98-280c-097b5c252801"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":1280,\"height\":72}]", "{\"manufacturer\":\"(toshiba|canon).*\",\"model\":\".*ai700.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":960,\"columns\":1280,\"photometricInterpretation\":null,\"regions\":null}", "toshiba-ai700", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text, there 1208 wide: shorter than the image, so widened" },
                    { new Guid("87eb9562-9343-497e-9938-9d2bd2d1fd97"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":640,\"height\":25}]", "{\"manufacturer\":\".*aloka.*\",\"model\":\".*(alpha ?|\\u03B1 ?|-a)(5|6|7|10).*|.*ssd-5500.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":480,\"columns\":640,\"photometricInterpretation\":null,\"regions\":null}", "aloka-alpha-480", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("8a0bcf4a-8d4d-5214-37e8-ea56bb528025"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":65535,\"height\":60}]", "{\"manufacturer\":\"hitachi.*\",\"model\":\".*preirus.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":768,\"columns\":null,\"photometricInterpretation\":null,\"regions\":null}", "hitachi-preirus", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("9b5f4ee4-97c3-097d-8b14-a9aa62d69be8"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":800,\"height\":56}]", "{\"manufacturer\":\".*aloka.*\",\"model\":\".*(alpha ?|\\u03B1 ?|-a)(5|6|7|10).*|.*ssd-5500.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":600,\"columns\":800,\"photometricInterpretation\":null,\"regions\":null}", "aloka-alpha-600", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("ba5cdf98-dcbd-7ede-8e43-03b730917de8"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":800,\"height\":40}]", "{\"manufacturer\":\"(toshiba|canon).*\",\"model\":\".*(aplio|xario).*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":600,\"columns\":800,\"photometricInterpretation\":null,\"regions\":null}", "toshiba-aplio-xario", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" },
                    { new Guid("f776d5be-9d9e-cf1c-04d1-9cca728291c0"), 639028224000000000L, "center", "[{\"x\":0,\"y\":0,\"width\":800,\"height\":48}]", "{\"manufacturer\":\".*aloka.*\",\"model\":\".*noblus.*\",\"softwareVersions\":null,\"sopClassUid\":\"1\\\\.2\\\\.840\\\\.10008\\\\.5\\\\.1\\\\.4\\\\.1\\\\.1\\\\.(3|3\\\\.1|6|6\\\\.1)\",\"isOriginal\":null,\"rows\":600,\"columns\":800,\"photometricInterpretation\":null,\"regions\":null}", "aloka-noblus", null, null, null, 1, false, 1, "Strip published in public rule sets for burned-in text" }
                });

            migrationBuilder.CreateIndex(
                name: "IX_ResearchCopies_CaseId_ProjectId_ContentVersion_ReviewVersion",
                table: "ResearchCopies",
                columns: new[] { "CaseId", "ProjectId", "ContentVersion", "ReviewVersion" },
                unique: true,
                filter: "\"State\" <> 3");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceRules_Rule_Version",
                table: "DeviceRules",
                columns: new[] { "Rule", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReviewDecisions_DeviceRuleId",
                table: "ReviewDecisions",
                column: "DeviceRuleId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewDecisions_ItemId",
                table: "ReviewDecisions",
                column: "ItemId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_CaseId_SignatureHash_Reason",
                table: "ReviewItems",
                columns: new[] { "CaseId", "SignatureHash", "Reason" },
                unique: true,
                filter: "\"State\" <> 5");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_FrameBlob",
                table: "ReviewItems",
                column: "FrameBlob",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_InstanceId",
                table: "ReviewItems",
                column: "InstanceId");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewItems_State",
                table: "ReviewItems",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReviewDecisions");

            migrationBuilder.DropTable(
                name: "DeviceRules");

            migrationBuilder.DropTable(
                name: "ReviewItems");

            migrationBuilder.DropIndex(
                name: "IX_ResearchCopies_CaseId_ProjectId_ContentVersion_ReviewVersion",
                table: "ResearchCopies");

            migrationBuilder.DropColumn(
                name: "ReviewVersion",
                table: "ResearchCopies");

            migrationBuilder.DropColumn(
                name: "ReviewVersion",
                table: "Cases");

            migrationBuilder.CreateIndex(
                name: "IX_ResearchCopies_CaseId_ProjectId_ContentVersion",
                table: "ResearchCopies",
                columns: new[] { "CaseId", "ProjectId", "ContentVersion" },
                unique: true,
                filter: "\"State\" <> 3");
        }
    }
}
