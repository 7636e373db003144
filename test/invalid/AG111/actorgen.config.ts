export default {
  ouput: "generated",
  plugins: [],
};
