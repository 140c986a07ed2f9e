return await Sequence.ContractProbe.VerifyCommand.RunAsync(args, Sequence.ContractProbe.Reports.Terminal.Standard()).ConfigureAwait(false);
