namespace Gridwork.Server.Layout;

/// <summary>One of several views or values to choose from; the state is the address.</summary>
/// <param name="Title">Its word.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Chosen">Whether it is the present one.</param>
/// <param name="Depth">How far it is indented: a village under its subdistrict.</param>
public sealed record Choice(string Title, string Href, bool Chosen, int Depth = 0);

/// <summary>A filter of a list as a word in the row.</summary>
/// <param name="Title">What it filters by.</param>
/// <param name="Chosen">The chosen value; null: all.</param>
/// <param name="Without">The address without it.</param>
/// <param name="Choices">What can be chosen.</param>
public sealed record Filter(string Title, string? Chosen, string Without, IReadOnlyList<Choice> Choices);
