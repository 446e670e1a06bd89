// Everything that a person, a phone or a program can be told by this server, in one table: a stable code, its HTTP status and its words
// (ProblemTexts). Endpoints return a Problem; ProblemAnswers says it as a page, as JSON or as an OpenRosa message.
using System.Globalization;
using System.Resources;

namespace Gridwork.Server.Problems;

/// <summary>What can be refused. The names are stable: clients and tests refer to them; the words are in ProblemTexts.</summary>
public enum ProblemCode
{
    /// <summary>Nobody is signed in, or the credentials do not hold.</summary>
    SignInNeeded,

    /// <summary>The person may not do this.</summary>
    NotAllowed,

    /// <summary>There is no such thing, or the person may not know of it.</summary>
    NotFound,

    /// <summary>The form post did not come from a page of ours, or the page is too old.</summary>
    StaleForm,

    /// <summary>Too many failed attempts or strangers' requests from one address. Data: seconds until the next.</summary>
    TooManyRequests,

    /// <summary>The request is not multipart/form-data.</summary>
    NotMultipart,

    /// <summary>The multipart body breaks off or cannot be read.</summary>
    BrokenMultipart,

    /// <summary>The submission has no part xml_submission_file.</summary>
    NoSubmissionPart,

    /// <summary>The record is no record: broken XML, a document type declaration, no instance id. Data: the words of Gridwork.Forms.</summary>
    UnreadableRecord,

    /// <summary>The record names a form that the district does not have. Data: form id and version.</summary>
    UnknownForm,

    /// <summary>The request, the record or a file is larger than allowed. Data: the limit in bytes.</summary>
    TooLarge,

    /// <summary>More files than a submission may have. Data: the limit.</summary>
    TooManyFiles,

    /// <summary>Other content under a known instance id: kept aside. Data: the record's number.</summary>
    KeptAside,

    /// <summary>The queue is full. Data: seconds until the next try.</summary>
    Busy,

    /// <summary>The store cannot be written (disk full, database away). Data: seconds until the next try.</summary>
    NotWritable,

    /// <summary>A value of the request cannot be read. Data: its name.</summary>
    BadValue,

    /// <summary>The request cannot be read.</summary>
    BadRequest,

    /// <summary>A fault of this server.</summary>
    Fault,
}

/// <summary>One refusal.</summary>
/// <param name="Code">What.</param>
/// <param name="Data">What its words need, in the order that <see cref="ProblemCode"/> gives.</param>
public sealed record Problem(ProblemCode Code, params IReadOnlyList<object> Data)
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Problems.ProblemTexts", typeof(Problem).Assembly);

    /// <summary>The HTTP status that says the same.</summary>
    public int Status => Code switch
    {
        ProblemCode.SignInNeeded => StatusCodes.Status401Unauthorized,
        ProblemCode.NotAllowed => StatusCodes.Status403Forbidden,
        ProblemCode.NotFound => StatusCodes.Status404NotFound,
        ProblemCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ProblemCode.NotMultipart => StatusCodes.Status415UnsupportedMediaType,
        ProblemCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCode.KeptAside => StatusCodes.Status409Conflict,
        ProblemCode.Busy or ProblemCode.NotWritable => StatusCodes.Status503ServiceUnavailable,
        ProblemCode.Fault => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Seconds after which to come again; null: coming again as is will not help.</summary>
    public int? RetryAfter => Code is ProblemCode.TooManyRequests or ProblemCode.Busy or ProblemCode.NotWritable
        ? Convert.ToInt32(Data[0], CultureInfo.InvariantCulture) : null;

    /// <summary>The words, for zh (also for any other culture) or en.</summary>
    public string Text(CultureInfo culture) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(Code.ToString(), culture)!, [.. Data]);
}
