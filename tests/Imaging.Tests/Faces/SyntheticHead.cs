using System.Buffers.Binary;
using System.Numerics;
using Pipeline.Imaging.Faces;

namespace Pipeline.Imaging.Tests.Faces;

/// <summary>
/// A head made of ellipsoids: skull and brain, face with orbits, nose, sinuses, teeth and jaw, neck with spine, a headrest.
/// Its own axes: x left, y back, z up, in millimetres, the middle of the brain at 0.
/// </summary>
/// <param name="Turn">Degrees about the long axis.</param>
/// <param name="Nod">Degrees chin up.</param>
/// <param name="Lean">Degrees to the shoulder.</param>
/// <param name="Top">Height above the brain's middle at which the volume begins.</param>
/// <param name="Bottom">Height at which it ends.</param>
internal sealed record SyntheticHead(float Turn = 0, float Nod = 0, float Lean = 0, float Top = 110, float Bottom = -170)
{
    /// <summary>Millimetres of a pixel.</summary>
    public float Spacing { get; init; } = 1.8f;

    /// <summary>Millimetres between slices.</summary>
    public float Step { get; init; } = 3;

    /// <summary>Slices along the patient's front to back instead of foot to head.</summary>
    public bool Coronal { get; init; }

    /// <summary>Whether there is a skull; without, the trunk alone.</summary>
    public bool HasSkull { get; init; } = true;

    /// <summary>Size of the whole, 1 an adult.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Shift of each slice against the one below, as a tilted gantry makes it, in its own direction of columns.</summary>
    public float Shear { get; init; }

    private const int Size = 136;

    private Matrix4x4? _pose;

    public List<FaceSlice> Slices()
    {
        List<FaceSlice> slices = [];
        float half = (Size - 1) / 2f * Spacing;
        (float from, float to) = Coronal ? (-half, half) : (Bottom, Top);
        for (float at = from; at <= to; at += Step)
        {
            int rows = Coronal ? (int)((Top - Bottom) / Spacing) : Size;
            SliceGeometry geometry = Coronal
                ? new SliceGeometry(new Vector3(-half, at, Top), Vector3.UnitX, -Vector3.UnitZ, Spacing, Spacing, rows, Size)
                : new SliceGeometry(new Vector3(-half, -half + ((at - from) * Shear), at), Vector3.UnitX, Vector3.UnitY, Spacing, Spacing, rows, Size);
            slices.Add(Slice(geometry));
        }

        return slices;
    }

    /// <summary>Whether a point of the patient lies within the skull's inside.</summary>
    public bool IsBrain(Vector3 point) => Brain(Own(point)) < 1;

    /// <summary>Whether a point of the patient lies on the face's front, by its own anatomy.</summary>
    public bool IsFace(Vector3 point)
    {
        Vector3 p = Own(point);
        return Math.Abs(p.X) < 35 && p.Z is > -105 and < -58 && Value(p) > -300 && Value(p with { Y = p.Y - 8 }) < -300 && p.Y < -60 && Value(p with { Y = -130 }) < -300;
    }

    private FaceSlice Slice(SliceGeometry geometry)
    {
        var description = new PixelDescription(geometry.Rows, geometry.Columns, 1, PhotometricInterpretation.Monochrome2, 0, 16, 12, 11, 0, 1);
        byte[] samples = new byte[description.NativeFrameLength];
        for (int i = 0; i < geometry.Rows * geometry.Columns; i++)
        {
            Vector3 point = geometry.At(i % geometry.Columns, i / geometry.Columns);
            float value = Math.Max(Value(Own(point)), Headrest(point)) + ((((i * 7919) + ((int)point.Z * 104729)) % 23) - 11);
            BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(2 * i), (ushort)Math.Clamp(value + 1024, 0, 4095));
        }

        return new FaceSlice(geometry, description, 1, -1024, () => (byte[])samples.Clone());
    }

    private Matrix4x4 Pose => Matrix4x4.CreateFromQuaternion(Quaternion.Inverse(
        Quaternion.CreateFromAxisAngle(Vector3.UnitZ, Turn * MathF.PI / 180)
        * Quaternion.CreateFromAxisAngle(Vector3.UnitX, -Nod * MathF.PI / 180) * Quaternion.CreateFromAxisAngle(Vector3.UnitY, Lean * MathF.PI / 180)));

    private Vector3 Own(Vector3 point) => Vector3.Transform(point, _pose ??= Pose) / Scale;

    private static float Headrest(Vector3 point)
    {
        float radius = MathF.Sqrt((point.X * point.X) + (point.Y * point.Y));
        return radius is > 112 and < 115 && point.Y > 20 ? 50 : -1000;
    }

    private float Value(Vector3 p) => HasSkull ? Math.Max(HeadValue(p), NeckValue(p)) : Trunk(p);

    private static float HeadValue(Vector3 p)
    {
        if (Math.Abs(p.X) > 80 || Math.Abs(p.Y) > 125 || p.Z > 80 || p.Z < -140) return -1000;
        if (Brain(p) < 1) return 38;
        if (Ellipsoid(p, new(0, 0, 0), new(73, 90, 73)) < 1) return 900;
        float orbit = Math.Min(Ellipsoid(p, new(31, -76, -34), new(16, 22, 15)), Ellipsoid(p, new(-31, -76, -34), new(16, 22, 15)));
        if (orbit < 1) return orbit < 0.55f ? 15 : -90;
        if (orbit < 1.45f && p.Y > -88) return 600;
        if (Ellipsoid(p, new(0, -60, -62), new(11, 45, 22)) < 1) return -1000;
        float sinus = Math.Min(Ellipsoid(p, new(27, -64, -64), new(12, 16, 13)), Ellipsoid(p, new(-27, -64, -64), new(12, 16, 13)));
        if (sinus < 1) return -1000;
        if (sinus < 1.4f) return 500;
        if (Ellipsoid(p, new(0, -45, -92), new(15, 25, 6)) < 1) return -1000;
        if (Arch(p, -88, 24, 45, 74) || Arch(p, -112, 22, 48, 78)) return 1100;
        float tissue = Math.Min(Ellipsoid(p, new(0, 0, 0), new(79, 96, 79)), Ellipsoid(p, new(0, -35, -70), new(62, 60, 66)));
        tissue = Math.Min(tissue, Ellipsoid(p, new(0, -98, -62), new(13, 22, 20)));
        tissue = Math.Min(tissue, Ellipsoid(p, new(0, -92, -95), new(22, 10, 6)));
        tissue = Math.Min(tissue, Ellipsoid(p, new(0, -88, -118), new(16, 14, 12)));
        return tissue < 1 ? 45 : -1000;
    }

    /// <summary>A horseshoe open to the back: upper teeth, lower jaw.</summary>
    private static bool Arch(Vector3 p, float height, float thick, float wide, float longAxis)
    {
        if (Math.Abs(p.Z - height) > thick / 2 || p.Y > -20) return false;
        float outer = Square(p.X / wide) + Square((p.Y + 20) / (longAxis - 10)), inner = Square(p.X / (wide - 11)) + Square((p.Y + 20) / (longAxis - 21));
        return outer < 1 && inner > 1;
    }

    private static float NeckValue(Vector3 p)
    {
        if (p.Z > -40) return -1000;
        float canal = Square(p.X / 9) + Square((p.Y - 35) / 8), ring = Square(p.X / 18) + Square((p.Y - 32) / 22);
        if (Square(p.X / 9) + Square((p.Y + 12) / 9) < 1 && p.Z < -100) return -1000;
        if (ring < 1 && p.Z < -80) return canal < 1 ? 30 : 500;
        return Square(p.X / 58) + Square((p.Y - 15) / 62) < 1 ? 50 : -1000;
    }

    private static float Trunk(Vector3 p)
    {
        float body = Square(p.X / 115) + Square(p.Y / 95);
        if (body > 1) return -1000;
        if (body is > 0.8f and < 0.88f && p.Z % 24 is > -12 and < 12 && MathF.Abs(p.X) > 15) return 500;
        return Math.Min(Square((p.X - 50) / 40) + Square(p.Y / 60), Square((p.X + 50) / 40) + Square(p.Y / 60)) < 1 ? -850 : 40;
    }

    private static float Brain(Vector3 p) => Math.Max(Ellipsoid(p, new(0, 0, 0), new(67, 84, 67)), p.Z < -48 ? 2 : 0);

    private static float Ellipsoid(Vector3 p, Vector3 center, Vector3 axes)
    {
        Vector3 q = (p - center) / axes;
        return q.LengthSquared();
    }

    private static float Square(float value) => value * value;
}
