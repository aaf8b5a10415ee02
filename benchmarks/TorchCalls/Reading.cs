namespace TorchCalls;

/// <summary>Nanoseconds of one repetition, and a number on which all sides must agree.</summary>
internal readonly record struct Reading(double Nanoseconds, double Check);
