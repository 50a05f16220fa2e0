using MotionBlend.SearchNode.Configuration;

return await SearchNodeCommand.RunAsync(args, CancellationToken.None);
