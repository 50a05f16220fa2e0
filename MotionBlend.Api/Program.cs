using MotionBlend.Api;

return await ApiApplication.RunAsync(args);
