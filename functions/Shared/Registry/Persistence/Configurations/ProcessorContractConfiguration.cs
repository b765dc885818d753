using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class ProcessorContractConfiguration : IEntityTypeConfiguration<ProcessorContract>
{
    public void Configure(EntityTypeBuilder<ProcessorContract> builder)
    {
        builder.HasKey(contract => new { contract.FacilityId, contract.ProcessorId, contract.From });
        builder.HasOne<Processor>().WithMany().HasForeignKey(contract => contract.ProcessorId);
    }
}
