using SmsAdmin.Core.Messaging;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Hosting;

public sealed class StorageFilesTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForAll = OwnFile | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Database_and_keys_are_the_programs_own_though_their_directory_was_there_and_is_open_to_all()
    {
        if (OperatingSystem.IsWindows()) return;
        var directory = Directory.CreateTempSubdirectory("smsadmin-open-");
        File.SetUnixFileMode(directory.FullName, ForAll);
        // Not where tests find a database made ready: this one is the program's to make.
        await using var rooms = await TestRooms.StartAsync(settings: [$"Storage:Directory={directory.FullName}"], engine: Engine.Sqlite);
        // The ring gets its first key.
        rooms.Get<TextVault>().Close("Your parcel is here");

        var files = directory.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => file.Name == "smsadmin.db-wal");
        Assert.Contains(files, file => file.Extension == ".xml");
        Assert.All(files, file => Assert.Equal(OwnFile, file.UnixFileMode));
        Assert.All(directory.EnumerateDirectories(), place => Assert.Equal(OwnFile | UnixFileMode.UserExecute, place.UnixFileMode));
    }
}
