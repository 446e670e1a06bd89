using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Server.Districts;
using Gridwork.Stores.People;

namespace Gridwork.Server.People;

/// <summary>Makes and revokes the keys of phones.</summary>
public static class DeviceKeys
{
    /// <summary>Makes a key. It is shown once, in the address that the phone is given; only its hash is kept.</summary>
    /// <param name="district">The district.</param>
    /// <param name="person">Whose phone it is.</param>
    /// <param name="campaign">The only campaign that it opens; null: all the person's.</param>
    /// <param name="label">What the person calls the phone.</param>
    /// <param name="time">The real clock.</param>
    /// <returns>43 characters that may stand in an address.</returns>
    public static async Task<string> MakeAsync(ServedDistrict district, PersonNo person, int? campaign, string label, TimeProvider time)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await district.Kept.WriteAsync(db => DeviceTokenSql.InsertAsync(
            db, district.Id, new DeviceToken(HashOf(token), person, campaign, label, time.GetUtcNow())));
        return token;
    }

    /// <summary>Revokes a key for good, at once; false: there was none in force.</summary>
    public static Task<bool> RevokeAsync(ServedDistrict district, string token, TimeProvider time) =>
        district.Kept.WriteAsync(db => DeviceTokenSql.RevokeAsync(db, district.Id, HashOf(token), time.GetUtcNow()));

    /// <summary>Revokes a key by what it is known by; false: there was none in force.</summary>
    public static Task<bool> RevokeAsync(ServedDistrict district, Hash256 hash, TimeProvider time) =>
        district.Kept.WriteAsync(db => DeviceTokenSql.RevokeAsync(db, district.Id, hash, time.GetUtcNow()));

    /// <summary>By what a key is known in the store.</summary>
    public static Hash256 HashOf(string token) => Hash256.Of(Encoding.UTF8.GetBytes(token));
}
