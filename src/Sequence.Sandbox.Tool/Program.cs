return await Sequence.Sandbox.Hosting.SandboxCommand.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
