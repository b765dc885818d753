using Pipeline.Research;

WebApplication app = ResearchApp.Create(args);
app.Run();
