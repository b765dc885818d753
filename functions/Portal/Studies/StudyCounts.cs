namespace Pipeline.Portal;

/// <summary>How many studies stand where.</summary>
/// <param name="Studies">Registered cases.</param>
/// <param name="Released">Of them, those published or allowed somewhere.</param>
/// <param name="Held">The others.</param>
/// <param name="Quarantined">Packages that could not be registered.</param>
/// <param name="Delivered">Packages readable by a processor.</param>
/// <param name="Research">Copies readable by a project.</param>
/// <param name="Waiting">Messages whose work is not done.</param>
public sealed record StudyCounts(int Studies, int Released, int Held, int Quarantined, int Delivered, int Research, int Waiting);
