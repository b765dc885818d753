using Pipeline.Intake.Tests;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
