using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>Where a slice lies in the patient (PS3.3 C.7.6.2): millimetres, x to the patient's left, y to the back, z to the head.</summary>
/// <param name="Position">(0020,0032): the center of the first pixel.</param>
/// <param name="Row">(0020,0037), first three: the direction in which columns count up, of length 1.</param>
/// <param name="Column">(0020,0037), last three: the direction in which rows count up, of length 1.</param>
/// <param name="RowSpacing">(0028,0030), first: millimetres between rows.</param>
/// <param name="ColumnSpacing">(0028,0030), second: millimetres between columns.</param>
/// <param name="Rows">(0028,0010).</param>
/// <param name="Columns">(0028,0011).</param>
public readonly record struct SliceGeometry(Vector3 Position, Vector3 Row, Vector3 Column, float RowSpacing, float ColumnSpacing, int Rows, int Columns)
{
    /// <summary>The direction that slices are stacked in.</summary>
    public Vector3 Normal => Vector3.Cross(Row, Column);

    /// <summary>Whether the directions are a right angle's, and sizes those of a scanner.</summary>
    public bool IsPlausible
        => IsFinite(Position) && IsFinite(Row) && IsFinite(Column)
            && Math.Abs(Row.Length() - 1) < 0.01f && Math.Abs(Column.Length() - 1) < 0.01f && Math.Abs(Vector3.Dot(Row, Column)) < 0.01f
            && RowSpacing is >= 0.05f and <= 5f && ColumnSpacing is >= 0.05f and <= 5f && Rows is > 1 and <= 4096 && Columns is > 1 and <= 4096
            && Position.Length() < 10_000;

    /// <summary>The place of a pixel's center.</summary>
    public Vector3 At(float column, float row) => Position + (Row * (column * ColumnSpacing)) + (Column * (row * RowSpacing));

    private static bool IsFinite(Vector3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);
}
