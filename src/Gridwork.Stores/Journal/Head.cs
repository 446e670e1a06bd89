using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Journal;

/// <summary>The end of a district's chain.</summary>
/// <param name="Seq">The newest position; 0: nothing yet.</param>
/// <param name="Chain">The link of that position.</param>
/// <param name="DefinitionSeq">The newest entry that changed the definition; 0: none.</param>
public sealed record Head(long Seq, Hash256 Chain, long DefinitionSeq);
