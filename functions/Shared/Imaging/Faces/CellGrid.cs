using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>Cubes of <see cref="CellSize"/> along the patient's axes, x fastest; cell (0,0,0) has its center at the origin.</summary>
internal readonly record struct CellGrid(Vector3 Origin, int Width, int Depth, int Height)
{
    /// <summary>Millimetres.</summary>
    public const float CellSize = 2;

    public int Count => Width * Depth * Height;

    public int Plane => Width * Depth;

    public int Index(int x, int y, int z) => (((z * Depth) + y) * Width) + x;

    public Vector3 Center(int x, int y, int z) => Origin + (new Vector3(x, y, z) * CellSize);

    public Vector3 Center(int index) => Center(index % Width, index / Width % Depth, index / Plane);

    /// <summary>The cell that holds a point; -1 outside.</summary>
    public int Find(Vector3 point)
    {
        Vector3 cell = (point - Origin) / CellSize;
        (int x, int y, int z) = ((int)MathF.Floor(cell.X + 0.5f), (int)MathF.Floor(cell.Y + 0.5f), (int)MathF.Floor(cell.Z + 0.5f));
        return (uint)x < (uint)Width && (uint)y < (uint)Depth && (uint)z < (uint)Height ? Index(x, y, z) : -1;
    }
}
