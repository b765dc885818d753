using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Pipeline.Registry;

internal sealed class FacilityIdConverter() : ValueConverter<FacilityId, string>(id => id.Value, text => new FacilityId(text));

internal sealed class ProjectIdConverter() : ValueConverter<ProjectId, string>(id => id.Value, text => new ProjectId(text));

internal sealed class ProcessorIdConverter() : ValueConverter<ProcessorId, string>(id => id.Value, text => new ProcessorId(text));

internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>Npgsql takes instants at offset zero only.</summary>
internal sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    instant => instant.ToUniversalTime(), instant => instant.ToUniversalTime());

internal sealed class JsonListConverter<T>() : ValueConverter<List<T>, string>(
    list => JsonSerializer.Serialize(list, CenterMessages.Json), text => JsonSerializer.Deserialize<List<T>>(text, CenterMessages.Json) ?? new List<T>());

internal sealed class JsonListComparer<T>() : ValueComparer<List<T>>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    list => list.Count,
    list => list.ToList())
    where T : notnull;

/// <summary>A record as one JSON text; compared as records are.</summary>
internal sealed class JsonTextConverter<T>() : ValueConverter<T, string>(
    value => JsonSerializer.Serialize(value, CenterMessages.Json), text => JsonSerializer.Deserialize<T>(text, CenterMessages.Json)!)
    where T : class;
