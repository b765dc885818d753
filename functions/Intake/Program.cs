using Pipeline.Intake;

WebApplication app = IntakeApp.Create(args);
app.Run();
