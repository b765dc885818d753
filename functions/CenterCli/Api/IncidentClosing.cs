namespace Pipeline.CenterCli;

/// <summary>Closes an incident; that it was looked into is all there is to say.</summary>
internal sealed record IncidentClosing;
