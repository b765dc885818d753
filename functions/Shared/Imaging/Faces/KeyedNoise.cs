using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Pipeline.Imaging.Faces;

/// <summary>Noise that only the key's holder can make again: the same for the same key and place, smooth or not.</summary>
internal readonly struct KeyedNoise
{
    private readonly ulong _seed;

    public KeyedNoise(ReadOnlySpan<byte> key) => _seed = BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(key, "face surface"u8));

    /// <summary>-1 to 1, without relation between places.</summary>
    public float White(int x, int y, int z)
    {
        // The finalizer of SplitMix64: every bit of the place moves every bit of the result.
        ulong h = _seed ^ ((ulong)(uint)x * 0x9E3779B97F4A7C15) ^ ((ulong)(uint)y * 0xC2B2AE3D27D4EB4F) ^ ((ulong)(uint)z * 0x165667B19E3779F9);
        h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9;
        h = (h ^ (h >> 27)) * 0x94D049BB133111EB;
        h ^= h >> 31;
        return ((h >> 40) / (float)(1 << 23)) - 1;
    }

    /// <summary>-1 to 1, changing over the unit of the point's coordinates.</summary>
    public float Smooth(Vector3 point)
    {
        (int x, int y, int z) = ((int)MathF.Floor(point.X), (int)MathF.Floor(point.Y), (int)MathF.Floor(point.Z));
        (float u, float v, float w) = (Ease(point.X - x), Ease(point.Y - y), Ease(point.Z - z));
        float near = Mix(Mix(White(x, y, z), White(x + 1, y, z), u), Mix(White(x, y + 1, z), White(x + 1, y + 1, z), u), v);
        float far = Mix(Mix(White(x, y, z + 1), White(x + 1, y, z + 1), u), Mix(White(x, y + 1, z + 1), White(x + 1, y + 1, z + 1), u), v);
        return Mix(near, far, w);
    }

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
