namespace Gridwork.Stores.Erasure;

/// <summary>The body of an erasure entry: what was taken away, why, and by which hash its remains can be known.</summary>
/// <param name="Record">The record entry.</param>
/// <param name="Fields">The questions whose answers were removed, as asked for.</param>
/// <param name="Files">The files that were removed.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="HashOfRemaining">The salted hash of what stands in the body's place, hexadecimal; null: the body was not touched.</param>
public sealed record ErasureBody(
    long Record, IReadOnlyList<string> Fields, IReadOnlyList<ErasedFile> Files, string Reason, string? HashOfRemaining);

/// <summary>A file of an erasure.</summary>
/// <param name="Name">Its name in the record.</param>
/// <param name="Hash">The hash of its bytes, hexadecimal.</param>
/// <param name="Removed">Whether the bytes went; false: another record has the same.</param>
public sealed record ErasedFile(string Name, string Hash, bool Removed);
