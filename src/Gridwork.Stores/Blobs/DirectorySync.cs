using System.Runtime.InteropServices;
using System.Text;

namespace Gridwork.Stores.Blobs;

/// <summary>Makes a folder's list of names outlive a power cut: .NET offers no fsync of a directory, so the C library is asked.</summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    /// <summary>Syncs a folder. Throws <see cref="IOException"/> when the system refuses. On Windows the file system does it by itself.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (handle < 0) throw Refused(folder);
        try
        {
            if (Fsync(handle) != 0) throw Refused(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Refused(string folder) => new($"{folder}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
