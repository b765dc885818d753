using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Takes an uploaded study in: opens the package once, checks everything, writes its objects to the named storage and
/// registers the case in one transaction. What cannot be registered is quarantined with a reason the facility can read;
/// its encrypted upload stays.
/// </summary>
public sealed class ReceiveStudy(PackageReception reception, StudyReading reading, StudyRegistration registration, LeftFacilities left) : IFunction<BlobCreated>
{
    /// <inheritdoc/>
    public async Task HandleAsync(BlobCreated message, CancellationToken cancellationToken)
    {
        if (await left.DropAsync(message, cancellationToken))
        {
            return;
        }

        UploadedPackage package = await reception.BeginAsync(message, cancellationToken);
        if (package.State == PackageState.Receiving)
        {
            try
            {
                await registration.RegisterAsync(package, await reading.ReadAsync(package, cancellationToken), cancellationToken);
            }
            catch (StudyRefusedException e)
            {
                await registration.QuarantineAsync(package, e.Reason, e.Detail, cancellationToken);
            }
            catch (PackageException e)
            {
                await registration.QuarantineAsync(package, e.Reason, e.Position is { } file ? $"file {file}" : null, cancellationToken);
            }
        }

        await registration.DeleteWhatNobodyRefersToAsync(package, cancellationToken);
    }
}
