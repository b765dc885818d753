namespace Pipeline.Registry.Tests;

/// <summary>Rows as the publishers leave them.</summary>
internal static class Copies
{
    public static Task AddAsync(TestRegistry registry, Guid caseId, DeliveryState? delivery, ResearchCopyState? copy)
        => registry.RunAsync<RegistryContext>(async context =>
        {
            var names = new RandomNames(registry.Clock);
            if (delivery is { } state)
            {
                context.Deliveries.Add(new Delivery
                {
                    Id = names.NewId(), CaseId = caseId, ProcessorId = Seed.Processor, ContentVersion = 1, BlobName = names.NewName(),
                    State = state, Created = registry.Clock.Now, Published = registry.Clock.Now, ProcessorStated = "-", ItemsStated = "-", NoticeEventId = names.NewId(),
                });
            }

            if (copy is { } copyState)
            {
                context.ResearchCopies.Add(new ResearchCopy
                {
                    Id = names.NewId(), CaseId = caseId, ProjectId = Seed.Liver, ContentVersion = 1, BlobName = names.NewName(),
                    PreviewPrefix = names.NewName(), State = copyState, Created = registry.Clock.Now, Published = registry.Clock.Now,
                });
            }

            await context.SaveChangesAsync();
        });
}
