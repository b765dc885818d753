using Pipeline.Portal;

PortalApp.Create(args).Run();
