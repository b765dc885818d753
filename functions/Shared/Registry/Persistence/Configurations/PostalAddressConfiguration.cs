using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class PostalAddressConfiguration : IEntityTypeConfiguration<PostalAddress>
{
    public void Configure(EntityTypeBuilder<PostalAddress> builder)
    {
        builder.HasKey(address => address.PatientId);
        builder.HasOne<Patient>().WithOne().HasForeignKey<PostalAddress>(address => address.PatientId);
    }
}
