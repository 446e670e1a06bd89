using System.Data.Common;

namespace Gridwork.Stores.Journal;

/// <summary>A question to the store under the lock of the head, in SQL that both stores understand.</summary>
/// <param name="Sql">The text; <c>@d</c> is the district. <c>IN @keys</c> is written by each store in its own way.</param>
/// <param name="Arguments">Values: <see cref="long"/>, <c>byte[]</c>, or for <c>IN @keys</c> a list of either.</param>
/// <param name="Read">Receives the rows.</param>
internal sealed record Query(string Sql, (string Name, object Value)[] Arguments, Action<DbDataReader> Read);
