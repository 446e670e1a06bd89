using Gridwork.Engine;
using Gridwork.Server.People;
using Gridwork.Stores.People;

namespace Gridwork.Server.Layout;

/// <summary>What colleagues are called on pages: by post. Names stand beside the journal; one that was erased is shown as a number.</summary>
/// <param name="viewer">Whose district it is.</param>
public sealed class PersonNames(Viewer viewer)
{
    private readonly Dictionary<PersonNo, LocalText> known = [];

    /// <summary>Looks up the names of those who are not known yet.</summary>
    public async Task LearnAsync(IEnumerable<PersonNo> persons)
    {
        var wanted = persons.Where(person => !known.ContainsKey(person)).Distinct().ToList();
        if (wanted.Count == 0) return;
        await viewer.District.Kept.ReadAsync(async db =>
        {
            foreach (var person in wanted)
            {
                var account = person == PersonNo.Installation ? null : await AccountSql.FindAsync(db, viewer.District.Id, person);
                known[person] = account?.Name ?? Nameless(person);
            }
            return true;
        });
    }

    /// <summary>The name of a person that has been looked up.</summary>
    public LocalText this[PersonNo person] => known.GetValueOrDefault(person) ?? Nameless(person);

    private static LocalText Nameless(PersonNo person) => person == PersonNo.Installation
        ? LayoutTexts.Both("Installation")
        : LayoutTexts.Both("Person", person.Value);
}
