namespace Pipeline.Registry;

/// <summary>
/// R3: the study falls in the project's scope: domain, study date, and every modality in it. What the study does not state is
/// outside a scope that asks for it. [deck p.16-17, 24: control per project]
/// </summary>
public sealed class R3StudyIsInScope : IReleaseRule<ResearchFacts>
{
    /// <inheritdoc/>
    public string Id => "R3";

    /// <inheritdoc/>
    public BlockingRule? Check(ResearchFacts facts)
    {
        Project project = facts.Project;
        if (project.Domains.Count > 0 && (facts.Case.Domain is not { } domain || !project.Domains.Contains(domain)))
        {
            return new BlockingRule(Id, ReasonCodes.DomainOutOfScope);
        }

        bool modalitiesFit = project.Modalities.Count == 0
            || (facts.Case.Modalities.Count > 0 && facts.Case.Modalities.TrueForAll(project.Modalities.Contains));
        if (!modalitiesFit)
        {
            return new BlockingRule(Id, ReasonCodes.ModalityOutOfScope);
        }

        bool datesFit = (project.StudiesFrom is not { } first || facts.Case.StudyDate >= first)
            && (project.StudiesUntil is not { } last || facts.Case.StudyDate <= last);
        return datesFit ? null : new BlockingRule(Id, ReasonCodes.StudyDateOutOfScope);
    }
}
