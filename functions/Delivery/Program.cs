using Pipeline.Delivery;

WebApplication app = DeliveryApp.Create(args);
app.Run();
