namespace SmsAdmin.Tests.House;

/// <summary>Reads the sources and holds the walls and customs of the house. <see cref="HouseRulesBite"/> shows that each can fail.</summary>
public sealed class HouseRules
{
    [Fact]
    public void Every_file_of_the_core_is_in_a_room_and_every_room_on_a_floor() => Holds(Walls.RoomsWithoutAFloor);

    [Fact]
    public void Imports_run_downward() => Holds(Walls.ImportsThatRunUpward);

    [Fact]
    public void Rooms_on_one_floor_do_not_import_each_other() => Holds(Walls.ImportsBetweenNeighbours);

    [Fact]
    public void Folder_and_namespace_are_one() => Holds(Walls.FoldersThatAreNotTheNamespace);

    [Fact]
    public void The_core_knows_no_Blazor_and_no_HttpContext() => Holds(Walls.WebInTheCore);

    [Fact]
    public void The_core_knows_neither_its_host_nor_the_sandbox() => Holds(Walls.HostInTheCore);

    [Fact]
    public void The_sandbox_knows_neither_core_nor_web() => Holds(Walls.OurOwnInTheSandbox);

    [Fact]
    public void Doors_use_neither_the_ground_nor_a_window() => Holds(Walls.GroundAndWindowsInTheDoors);

    [Fact]
    public void Doors_do_not_import_each_other() => Holds(Walls.DoorsInDoors);

    [Fact]
    public void Names_say_what_a_thing_is() => Holds(Customs.NamesThatSayNothing);

    [Fact]
    public void Styles_live_in_style_sheets() => Holds(Customs.StylesInMarkup);

    [Fact]
    public void There_are_no_code_behind_files() => Holds(Customs.CodeBehindFiles);

    [Fact]
    public void Nothing_is_async_void() => Holds(Customs.AsyncVoid);

    [Fact]
    public void Waits_go_through_a_TimeProvider() => Holds(Customs.Sleeps);

    [Fact]
    public void The_time_comes_from_a_TimeProvider() => Holds(Customs.SystemClocks);

    [Fact]
    public void Files_hold_one_thought() => Holds(Customs.LongFiles);

    [Fact]
    public void Classes_are_sealed_by_default() => Holds(Customs.OpenClasses);

    [Fact]
    public void Imports_stand_in_order() => Holds(Customs.ImportsOutOfOrder);

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Holds(Customs.PathsOfOneMachine);

    private static void Holds(Func<IEnumerable<SourceFile>, IEnumerable<Offence>> rule)
    {
        Assert.Contains(Repository.Files, file => file.Path == "src/SmsAdmin.Web/Program.cs");
        var offences = rule(Repository.Files).ToList();
        Assert.True(offences.Count == 0, $"{rule.Method.Name}, {offences.Count}:\n{string.Join('\n', offences)}");
    }
}
