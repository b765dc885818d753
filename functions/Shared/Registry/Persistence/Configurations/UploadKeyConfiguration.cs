using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pipeline.Registry;

internal sealed class UploadKeyConfiguration : IEntityTypeConfiguration<UploadKey>
{
    public void Configure(EntityTypeBuilder<UploadKey> builder) => builder.HasKey(key => key.KeyId);
}
