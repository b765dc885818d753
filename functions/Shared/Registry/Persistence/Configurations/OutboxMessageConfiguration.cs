using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        // Two consumers of one message: the second to commit finds it consumed and fails, and its message comes back.
        builder.Property(message => message.Consumed).IsConcurrencyToken();
        builder.HasIndex(message => message.HandedOver).HasFilter("\"Consumed\" IS NULL");
    }
}
