namespace Pipeline.Dicom;

/// <summary>
/// Decides about elements one by one. The element's data set gives the way to it (<see cref="DataSet.Parent"/>,
/// <see cref="DataSet.SequenceTag"/>), its private creator and its neighbours.
/// </summary>
public interface IElementPolicy
{
    /// <summary>What becomes of this element. Must not edit the data set itself.</summary>
    ElementDecision Decide(in Element element);
}
